"""Kernels that find things in folded text: literals of the pack, typed slots, whole templates."""

"""Who a message is from: sender profiles and how far a message is to be trusted."""

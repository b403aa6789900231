"""The native pass over one message: C structs in, C structs out, without the GIL and without an allocation.

work.pxd       the structs: a pack and a model (PackC), what one message needs (WorkC), what is found (ParsedC)
trusting.pyx   who a message is from, and how far that is to be trusted
deciding.pyx   which rule, or which answer of the model, gives the category
gathering.pyx  the fields of a message whose category is known
flagging.pyx   its flags
passing.pyx    the steps in order
"""

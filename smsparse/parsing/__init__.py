"""The native pass over one message: C structs in, C structs out, without the GIL and without an allocation.

work.pxi       the structs: a pack and a model (PackC), what one message needs (WorkC), what is found (ParsedC)
trusting.pxi   who a message is from, and how far that is to be trusted
deciding.pxi   which rule, or which answer of the model, gives the category
gathering.pxi  the fields of a message whose category is known
flagging.pxi   its flags
passing.pxi    the steps in order
"""

# cython: language_level=3, boundscheck=False, wraparound=False, autotestdict=False
"""The hash that ends a message for Android's SMS Retriever: eleven signs of base64
(https://developers.google.com/identity/sms-retriever/verify).

Words have eleven letters too, so that a hash must look like one, unless the message opens with the mark ``<#>``: capitals
and small letters with a digit or sign among them, or with four capitals.
"""

cdef enum:
    MANY_CAPITALS = 4


cdef bint is_app_hash(str message, int start, int end):
    """Whether the code points [start, end) of a message are a hash that stands apart from what is before it."""
    cdef int index, capitals = 0, small = 0, others = 0
    cdef Py_UCS4 point
    if end - start != APP_HASH_LENGTH or not message[start - 1].isspace():
        return False
    for index in range(start, end):
        point = message[index]
        if u"A" <= point <= u"Z":
            capitals += 1
        elif u"a" <= point <= u"z":
            small += 1
        elif u"0" <= point <= u"9" or point == u"+" or point == u"/":
            others += 1
        else:
            return False
    if message.lstrip().startswith("<#>"):
        return True
    return capitals > 0 and small > 0 and (others > 0 or capitals >= MANY_CAPITALS)

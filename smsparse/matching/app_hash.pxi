# The hash that ends a message for Android's SMS Retriever: eleven signs of base64
# (https://developers.google.com/identity/sms-retriever/verify).
#
# Words have eleven letters too, so that a hash must look like one, unless the message opens with the mark ``<#>``: capitals
# and small letters with a digit or sign among them, or with four capitals.

cdef enum:
    APP_HASH_LENGTH = 11
    MANY_CAPITALS = 4

cdef bint opens_with_mark(const GivenC* given) noexcept nogil:
    """Whether the message opens with ``<#>``, white space aside."""
    cdef int at = 0
    while at < given.length and Py_UNICODE_ISSPACE(point_at(given, at)):
        at += 1
    return (at + 2 < given.length and point_at(given, at) == u"<" and point_at(given, at + 1) == u"#"
            and point_at(given, at + 2) == u">")


cdef bint is_app_hash(const GivenC* given, int start, int end) noexcept nogil:
    """Whether the code points [start, end) of a message are a hash that stands apart from what is before it."""
    cdef int index, capitals = 0, small = 0, others = 0
    cdef Py_UCS4 point
    if end - start != APP_HASH_LENGTH or start == 0 or not Py_UNICODE_ISSPACE(point_at(given, start - 1)):
        return False
    for index in range(start, end):
        point = point_at(given, index)
        if u"A" <= point <= u"Z":
            capitals += 1
        elif u"a" <= point <= u"z":
            small += 1
        elif u"0" <= point <= u"9" or point == u"+" or point == u"/":
            others += 1
        else:
            return False
    if opens_with_mark(given):
        return True
    return capitals > 0 and small > 0 and (others > 0 or capitals >= MANY_CAPITALS)

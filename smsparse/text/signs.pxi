# Units that more than one room speaks of, by name, and what kind of unit one is.

cdef enum:
    FULL_STOP = 0x3002      # 。
    CYRILLIC_ER = 0x440     # р
    YUAN = 0x5143           # 元
    KUAI = 0x5757           # 块
    WITHIN = 0x5185         # 内
    SMALL = 0x5C0F          # 小
    CARRIAGE = 0x8F66       # 车
    MONTH_BOTTOM = 0x5E95   # 底
    MONTH_TAIL = 0x672B     # 末
    DAY_SIGN = 0x65E5       # 日
    HOUR_SIGN = 0x65F6      # 时
    MINUTE_SIGN = 0x5206    # 分


cdef inline bint is_digit(uint32_t unit) noexcept nogil:
    return c"0" <= unit <= c"9"


cdef inline bint is_letter(uint32_t unit) noexcept nogil:
    """A Latin letter, small as folding leaves it."""
    return c"a" <= unit <= c"z"

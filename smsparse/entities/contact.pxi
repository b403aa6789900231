# Contacts: phone numbers and web addresses.

cdef enum:
    MAX_PHONE = 40          # code points
    MAX_URL = 2048


cdef void resolve_phone(const uint32_t* text, int length, ValueC* out) noexcept nogil:
    """Digits only, a leading + kept (0086 at the front is +86); an extension as `;ext=`. A masked or lettered number
    has no value."""
    cdef uint32_t[MAX_PHONE * GROWTH] folded
    cdef int end, number, extension = 0, start, digits
    if length > MAX_PHONE:
        return
    end = fold_units(text, length, folded, MAX_PHONE * GROWTH)
    lower_units(folded, end)
    end = without_spaces(folded, end)
    number = split_extension(folded, end, &extension)
    while 0 < extension < end and is_extension_edge(folded[extension]):
        extension += 1
    while 0 < extension < end and is_extension_edge(folded[end - 1]):
        end -= 1
    if 0 < extension < end and not are_digits(folded + extension, end - extension):
        return
    number = without_members(&PHONE_SEPARATORS, folded, number)
    start = 0
    if number >= 4 and folded[0] == folded[1] == c"0" and folded[2] == c"8" and folded[3] == c"6":
        start = 1
        folded[1] = c"+"
    digits = start + (number > 0 and folded[start] == c"+")
    if not 3 <= number - digits <= 20 or not are_digits(folded + digits, number - digits):
        return
    put_units(out, folded + start, number - start)
    if 0 < extension < end:
        put_ascii(out, b";ext=")
        put_units(out, folded + extension, end - extension)


cdef inline bint is_extension_edge(uint32_t unit) noexcept nogil:
    return unit == c"-" or unit == c":"


cdef int split_extension(const uint32_t* text, int length, int* extension) noexcept nogil:
    """The length of the number before the first mark of an extension; behind the mark begins the extension."""
    cdef const int32_t* mark
    cdef int number, at, same
    for number in range(EXTENSION_COUNT):
        mark = &TEXTS[EXTENSIONS[number]]
        for at in range(length - mark[0] + 1):
            same = 0
            while same < mark[0] and text[at + same] == <uint32_t> mark[1 + same]:
                same += 1
            if same == mark[0]:
                if at == 0:
                    break  # it stands in front: no number before it
                extension[0] = at + same
                return at
    return length


cdef void resolve_url(const uint32_t* text, int length, ValueC* out) noexcept nogil:
    """Scheme and host in lower case, the default port dropped, punctuation that closes the sentence trimmed.

    A bare host gets `http://`, as the usual linkifiers do. Script and file schemes and text with white space have no
    value.
    """
    cdef uint32_t[MAX_URL] url
    cdef int start, end, scheme, cut, host
    if length > MAX_URL:
        return
    half_width(text, length, url)
    start = skip_spaces(url, 0, length)
    end = trim_spaces(url, start, length)
    while end > start and unit_value(&URL_TRAILING, url[end - 1]) != MISSING:
        end -= 1
    scheme = put_scheme(url + start, end - start, out)
    if scheme < 0:
        out.length = 0
        return
    start += scheme
    cut = start
    while cut < end and url[cut] != c"/" and url[cut] != c"?" and url[cut] != c"#":
        cut += 1
    host = out.length
    if not put_host(url + start, cut - start, out) or (out.length == host and cut == end):
        out.length = 0
        return
    if not are_clean(out.units + host, out.length - host) or not are_clean(url + cut, end - cut):
        out.length = 0
        return
    put_units(out, url + cut, end - cut)


cdef void half_width(const uint32_t* text, int length, uint32_t* out) noexcept nogil:
    """！ to ～ become ! to ~."""
    cdef int at
    for at in range(length):
        out[at] = text[at] - 0xFEE0 if 0xFF01 <= text[at] < 0xFF5F else text[at]


cdef int put_scheme(const uint32_t* url, int length, ValueC* out) noexcept nogil:
    """Writes `scheme://`; returns where the host begins, -1 for a scheme that is none or is never opened."""
    cdef int at, colon = place_of(url, length, c":"), end
    while 0 <= colon < length - 2 and not (url[colon] == c":" and url[colon + 1] == url[colon + 2] == c"/"):
        colon += 1
    if not 0 <= colon < length - 2:
        put_ascii(out, b"http://")
        return 0
    end = fold_units(url, colon, out.units, out.capacity)
    lower_units(out.units, end)
    if end <= 0 or not is_upper_or_lower(out.units[0]):
        return -1
    for at in range(end):
        if not (is_ascii_alnum(out.units[at]) or is_scheme_sign(out.units[at])):
            return -1
    if word_value(&NEVER_OPENED, out.units, end) != MISSING:
        return -1
    out.length = end
    put_ascii(out, b"://")
    return colon + 3


cdef inline bint is_scheme_sign(uint32_t unit) noexcept nogil:
    return unit == c"+" or unit == c"-" or unit == c"."


cdef bint put_host(const uint32_t* text, int length, ValueC* out) noexcept nogil:
    """Writes the host without the default port of the scheme before it; False for none of the web's."""
    cdef uint32_t* host
    cdef int at, size
    cdef bint is_http = out.length == 7 and ends_with(out.units, 7, b"http://", 7)
    cdef bint is_https = out.length == 8 and ends_with(out.units, 8, b"https://", 8)
    if out.length > out.capacity:
        return False
    host = out.units + out.length
    size = fold_units(text, length, host, out.capacity - out.length)
    if size < 0:
        return False
    lower_units(host, size)
    for at in range(size):
        if host[at] == FULL_STOP:
            host[at] = c"."
    if is_http and ends_with(host, size, b":80", 3):
        size -= 3
    if is_https and ends_with(host, size, b":443", 4):
        size -= 4
    out.length += size
    return not (is_http or is_https) or place_of(host, size, c".") >= 0


cdef bint are_clean(const uint32_t* text, int length) noexcept nogil:
    """No white space, controls, quotes or angle brackets, and no half of a character."""
    cdef int at
    for at in range(length):
        if text[at] < 32 or text[at] == c"<" or text[at] == c">" or text[at] == 34 or text[at] == 127:
            return False
        if is_space(text[at]) or 0xD800 <= text[at] < 0xE000:
            return False
    return True

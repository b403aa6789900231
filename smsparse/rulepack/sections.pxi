# Sections of an artifact as memory, without a copy; rulepack/words.py writes the tables of strings.

cdef enum:
    LANES = 8               # words that are added side by side


cdef void add_up(const uint32_t* words, Py_ssize_t count, uint64_t* sums) noexcept nogil:
    """Fletcher's two sums: of the words, and of the sums so far. Each lane has its own while whole rows of words last;
    the word of lane n stands n words nearer to the end than its row begins."""
    cdef uint64_t[LANES] first
    cdef uint64_t[LANES] second
    cdef Py_ssize_t rows = count // LANES, row, at
    cdef int lane
    memset(first, 0, sizeof(first))
    memset(second, 0, sizeof(second))
    for row in range(rows):
        for lane in range(LANES):
            first[lane] += words[LANES * row + lane]
            second[lane] += first[lane]
    sums[0] = sums[1] = 0
    for lane in range(LANES):
        sums[0] += first[lane]
        sums[1] += LANES * second[lane] - lane * first[lane]
    for at in range(LANES * rows, count):
        sums[0] += words[at]
        sums[1] += sums[0]


def checksum_of(buffer):
    """What `artifact.checksum` gives; see _native.pyi."""
    cdef uint64_t[2] sums
    cdef Section section = Section(buffer)
    with nogil:
        add_up(<const uint32_t*> section.data, section.size // 4, sums)
    return (<char*> sums)[:sizeof(sums)]


cdef class Section:
    """A section, or whatever lends its bytes, as memory; holds it as long as it lives."""
    cdef Py_buffer buffer
    cdef bint held
    cdef const void* data
    cdef Py_ssize_t size

    def __init__(self, buffer):
        PyObject_GetBuffer(buffer, &self.buffer, PyBUF_SIMPLE)
        self.held = True
        self.size = self.buffer.len
        self.data = self.buffer.buf if self.size else NULL

    def __dealloc__(self):
        if self.held:
            PyBuffer_Release(&self.buffer)

    cdef int words(self) noexcept:
        """How many 32-bit words the section has."""
        return <int> (self.size // 4)


cdef class Strings:
    """A list of strings in a section, made one by one when they are read; see _native.pyi."""
    cdef Section section
    cdef const uint32_t* starts     # count + 1
    cdef const char* texts
    cdef Py_ssize_t count

    def __init__(self, sections, str name):
        self.section = Section(sections[name])
        cdef const uint32_t* words = <const uint32_t*> self.section.data
        self.count = words[0]
        self.starts = words + 1
        self.texts = <const char*> (self.starts + self.count + 1)

    def __len__(self):
        return self.count

    def __getitem__(self, Py_ssize_t number):
        if not 0 <= number < self.count:
            raise IndexError(f"expected a number below {self.count}, got {number}")
        return PyUnicode_DecodeUTF8(
            self.texts + self.starts[number], self.starts[number + 1] - self.starts[number], NULL
        )

    def __iter__(self):
        return map(self.__getitem__, range(self.count))

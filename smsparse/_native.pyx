# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True, autotestdict=False
"""All that runs without the interpreter, and the classes around it: one extension, so that it is loaded once and the
compiler sees every call.

Each file below stands in the room it belongs to. They are in the order in which they build on each other: a file uses
what files above it define, never what is below (tests/unit/test_architecture.py reads them). What Python sees of them is
in _native.pyi.
"""

cimport cython
from cpython.buffer cimport Py_buffer, PyBUF_SIMPLE, PyBuffer_FillInfo, PyBuffer_Release, PyObject_GetBuffer
from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_FromStringAndSize
from cpython.long cimport PyLong_AsLongLongAndOverflow
from cpython.mem cimport PyMem_Calloc, PyMem_Free
from cpython.object cimport PyObject
from cpython.ref cimport Py_INCREF
from cpython.unicode cimport (
    PyUnicode_DATA, PyUnicode_DecodeASCII, PyUnicode_DecodeUTF8, PyUnicode_FromKindAndData, PyUnicode_GET_LENGTH,
    PyUnicode_KIND, PyUnicode_Substring,
)
from libc.math cimport exp, log
from libc.stdint cimport int16_t, int32_t, int64_t, uint8_t, uint16_t, uint32_t, uint64_t, uintptr_t
from libc.stdlib cimport calloc, free, malloc, realloc
from libc.string cimport memcmp, memcpy, memmove, memset, strcmp, strlen

cdef extern from "Python.h" nogil:  # reads of the interpreter's constant tables, which touch no object
    bint Py_UNICODE_ISALNUM(uint32_t unit)
    bint Py_UNICODE_ISALPHA(uint32_t unit)
    bint Py_UNICODE_ISDIGIT(uint32_t unit)
    bint Py_UNICODE_ISLOWER(uint32_t unit)
    bint Py_UNICODE_ISPRINTABLE(uint32_t unit)
    bint Py_UNICODE_ISSPACE(uint32_t unit)
    bint Py_UNICODE_ISTITLE(uint32_t unit)
    bint Py_UNICODE_ISUPPER(uint32_t unit)
    int Py_UNICODE_TODECIMAL(uint32_t unit)
    uint32_t Py_UNICODE_TOLOWER(uint32_t unit)

cdef extern from "Python.h":
    object PyType_GenericAlloc(type kind, Py_ssize_t items)
    ctypedef struct PyMemberDescrObject:
        PyMemberDef* d_member

cdef extern from "structmember.h":
    ctypedef struct PyMemberDef:
        Py_ssize_t offset

# The text of a message, as it came and folded.
include "text/signs.pxi"
include "text/folding.pxi"
include "text/given.pxi"

# The compiled pack, and what of it stands in a text.
include "rulepack/sections.pxi"
include "matching/tables.pxi"
include "matching/literals.pxi"
include "matching/candidates.pxi"
include "matching/finders.pxi"
include "matching/brackets.pxi"
include "matching/contacts.pxi"
include "matching/app_hash.pxi"
include "matching/verifier.pxi"

# Who a message is from.
include "senders/words.pxi"
include "senders/profiles.pxi"
include "senders/hosts.pxi"
include "senders/trust.pxi"

# Surfaces to values.
include "entities/surfaces.pxi"
include "entities/units.pxi"
include "entities/normal.pxi"
include "entities/pattern.pxi"
include "entities/numerals.pxi"
include "entities/currency.pxi"
include "entities/amount.pxi"
include "entities/code.pxi"
include "entities/contact.pxi"
include "entities/measure.pxi"
include "entities/travel.pxi"
include "entities/civil.pxi"
include "entities/zone.pxi"
include "entities/temporal_reader.pxi"
include "entities/temporal_anchor.pxi"
include "entities/resolving.pxi"

# The intent model.
include "intent/features.pxi"
include "intent/native.pxi"

# The pass over one message.
include "parsing/work.pxi"
include "parsing/trusting.pxi"
include "parsing/deciding.pxi"
include "parsing/gathering.pxi"
include "parsing/flagging.pxi"
include "parsing/passing.pxi"
include "parsing/valuing.pxi"

# The wording of cards, filled.
include "cards/wording.pxi"
include "cards/filling.pxi"

# The pass as objects of Python.
include "pipeline.pxi"
include "result.pxi"
include "parser.pxi"
include "column_reader.pxi"
include "card_writer.pxi"
include "column_writer.pxi"

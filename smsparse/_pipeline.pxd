# cython: language_level=3
"""A compiled pack and a model as an object; see _pipeline.pyi."""

from libc.stdint cimport int32_t, uint8_t, uint64_t

from smsparse.intent.native cimport NativeModel
from smsparse.parsing.work cimport FieldsC, PackC, WorkC
from smsparse.rulepack.sections cimport Strings
from smsparse.senders.trust cimport Senders

cdef class Scratch:
    cdef WorkC work
    cdef Pipeline pipeline
    cdef void point_at(self, str message, sender_number)
    cdef str folded(self, int start, int end)
    cdef str whole(self)

cdef class Pipeline:
    cdef readonly object sections
    cdef readonly tuple pairs, field_names, flag_names
    cdef readonly Strings rule_ids, literals
    cdef NativeModel model
    cdef dict expressions
    cdef readonly Senders senders
    cdef list keep, scratches
    cdef PackC pack
    cdef int largest_program
    cdef const uint8_t[::1] kinds
    cdef const uint8_t[::1] leans
    cdef const void* section(self, str name)
    cdef int words(self, str name)
    cdef void read_text_sections(self)
    cdef void read_rule_sections(self)
    cdef void name_fields(self)
    cdef void name_resolvers(self)
    cdef void name_lexicons(self, tuple lexicons)
    cdef Scratch take(self)
    cdef void give_back(self, Scratch scratch)
    cdef tuple parse_into(self, Scratch s, str message, sender_number, tuple given)
    cdef dict explain_into(self, Scratch s, str message, sender_number, slot_types)
    cdef dict template_told(self, Scratch s, int number, tuple answer)
    cdef list in_points(self, Scratch s, FieldsC* fields)
    cdef list all_slots(self, Scratch s, int number)
    cdef list words_of(self, Scratch s, int start, int count, bint found)
    cdef list spans_of_type(self, Scratch s, int kind)
    cdef list contacts_of(self, Scratch s)
    cdef tuple span_of(self, Scratch s, int start, int end)
    cdef list model_top(self, Scratch s)
    cdef void load(self, Scratch s, str folded)

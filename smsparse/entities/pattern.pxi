# The matcher of patterns: runs the programs that vocabulary/pattern_compiler.py makes, going back over choices.
#
# It matches as Python's `re` does. Surfaces are short and the patterns few, so a stack of fixed size holds the choices
# left open; a surface that needs more of them does not match.

cdef enum:
    MAX_GROUPS = 13         # of a pattern, the whole match among them
    CHOICES = 1024          # left open at once
    CHOICE_RESUME = -1      # kinds of an entry of the stack: go on elsewhere,
    CHOICE_GREEDY = -2      # give one unit of a run back,
    CHOICE_LAZY = -3        # take one unit more; from 0 on: a group gets back what it held


# Where the groups of a match begin and end: group n at edges[2 * n] and edges[2 * n + 1], -1 if it took no part.
cdef struct GroupsC:
    int[2 * MAX_GROUPS] edges


cdef struct ChoiceC:
    int kind
    int at          # place in the text, or what a group held
    int program     # where the program goes on
    int left        # units that may be given back or taken


cdef inline bint in_set(const SetC* members, uint32_t unit) noexcept nogil:
    cdef int low = 0, high, middle
    cdef const uint32_t* ranges = SET_RANGES + 2 * members.start
    if unit < 128:
        return members.ascii[unit >> 5] >> (unit & 31) & 1
    high = members.count
    while low < high:
        middle = (low + high) >> 1
        if unit > ranges[2 * middle + 1]:
            low = middle + 1
        else:
            high = middle
    return low < members.count and unit >= ranges[2 * low]


cdef inline bint is_wordlike(const uint32_t* text, int length, int at) noexcept nogil:
    return 0 <= at < length and (text[at] == c"_" or is_any_alnum(text[at]))


cdef inline bint may_begin_match(const PatternC* pattern, uint32_t unit) noexcept nogil:
    return pattern.firsts[unit >> 5 & 7] >> (unit & 31) & 1


cdef bint run_program(
    int pc, const uint32_t* text, int length, int at, bint is_full, GroupsC* groups
) noexcept nogil:
    """Matches the program at `pc` against text[at:length]; `is_full`: up to the end. The end goes to group 0."""
    cdef ChoiceC[CHOICES] stack
    cdef GroupsC inner
    cdef int depth = 0, operation, count, low, high, start, size
    cdef bint is_right
    while True:
        operation = PROGRAM[pc]
        is_right = True
        if operation == STEP_UNIT:
            is_right = at < length and text[at] == <uint32_t> PROGRAM[pc + 1]
            at += 1
            pc += 2
        elif operation == STEP_SET:
            is_right = at < length and in_set(&SETS[PROGRAM[pc + 1]], text[at])
            at += 1
            pc += 2
        elif operation == STEP_BRANCH:
            if at < length and text[at] == <uint32_t> PROGRAM[pc + 1]:
                if depth == CHOICES:
                    return False
                stack[depth].kind, stack[depth].at, stack[depth].program = CHOICE_RESUME, at, PROGRAM[pc + 2]
                depth += 1
                pc += 3
            else:
                pc = PROGRAM[pc + 2]
        elif operation == STEP_SPLIT:
            if depth == CHOICES:
                return False
            stack[depth].kind, stack[depth].at, stack[depth].program = CHOICE_RESUME, at, PROGRAM[pc + 2]
            depth += 1
            pc = PROGRAM[pc + 1]
        elif operation == STEP_JUMP:
            pc = PROGRAM[pc + 1]
        elif operation == STEP_RUN:
            low, high, count = PROGRAM[pc + 2], PROGRAM[pc + 3], 0
            while count < high and at + count < length and in_set(&SETS[PROGRAM[pc + 1]], text[at + count]):
                count += 1
            is_right = count >= low
            at += count
            pc += 4
            if is_right and count > low:
                if depth == CHOICES:
                    return False
                stack[depth].kind, stack[depth].at = CHOICE_GREEDY, at
                stack[depth].program, stack[depth].left = pc, count - low
                depth += 1
        elif operation == STEP_LAZY:
            low, high, count = PROGRAM[pc + 2], PROGRAM[pc + 3], 0
            while count < low and at + count < length and in_set(&SETS[PROGRAM[pc + 1]], text[at + count]):
                count += 1
            is_right = count >= low
            at += count
            if is_right and high > low:
                if depth == CHOICES:
                    return False
                stack[depth].kind, stack[depth].at = CHOICE_LAZY, at
                stack[depth].program, stack[depth].left = pc, high - low
                depth += 1
            pc += 4
        elif operation == STEP_SAVE:
            if depth == CHOICES:
                return False
            stack[depth].kind, stack[depth].at = PROGRAM[pc + 1], groups.edges[PROGRAM[pc + 1]]
            depth += 1
            groups.edges[PROGRAM[pc + 1]] = at
            pc += 2
        elif operation == STEP_REFER:
            start = groups.edges[2 * PROGRAM[pc + 1]]
            size = groups.edges[2 * PROGRAM[pc + 1] + 1] - start
            is_right = start >= 0 and at + size <= length
            count = 0
            while is_right and count < size:
                is_right = text[at + count] == text[start + count]
                count += 1
            at += size
            pc += 2
        elif operation == STEP_AHEAD or operation == STEP_NOT_AHEAD:
            inner = groups[0]
            is_right = run_program(pc + 2, text, length, at, False, &inner) == (operation == STEP_AHEAD)
            pc = PROGRAM[pc + 1]
        elif operation == STEP_BEHIND or operation == STEP_NOT_BEHIND:
            is_right = (at > 0 and in_set(&SETS[PROGRAM[pc + 1]], text[at - 1])) == (operation == STEP_BEHIND)
            pc += 2
        elif operation == STEP_BOUNDARY:
            is_right = is_wordlike(text, length, at - 1) != is_wordlike(text, length, at)
            pc += 1
        elif operation == STEP_BEGIN:
            is_right = at == 0
            pc += 1
        elif operation == STEP_FINISH:
            is_right = at == length
            pc += 1
        else:  # STEP_MATCH
            if not is_full or at == length:
                groups.edges[1] = at
                return True
            is_right = False
        while not is_right:  # back to the last choice left open
            if depth == 0:
                return False
            depth -= 1
            if stack[depth].kind >= 0:
                groups.edges[stack[depth].kind] = stack[depth].at
            elif stack[depth].kind == CHOICE_RESUME:
                at, pc, is_right = stack[depth].at, stack[depth].program, True
            elif stack[depth].kind == CHOICE_GREEDY:
                stack[depth].at -= 1
                stack[depth].left -= 1
                at, pc, is_right = stack[depth].at, stack[depth].program, True
                depth += stack[depth].left > 0
            else:
                at, pc = stack[depth].at, stack[depth].program
                if at < length and in_set(&SETS[PROGRAM[pc + 1]], text[at]):
                    at += 1
                    stack[depth].at = at
                    stack[depth].left -= 1
                    depth += stack[depth].left > 0
                    pc += 4
                    is_right = True


cdef uint64_t EVERYTHING = ~<uint64_t> 0     # the signs of a text that nobody looked through


cdef inline uint64_t signs_of(const uint32_t* text, int length) noexcept nogil:
    """One of 64 bits for each unit that the text holds, as table_writer.py hashes them."""
    cdef uint64_t held = 0
    cdef int at
    for at in range(length):
        held |= <uint64_t> 1 << (text[at] * <uint32_t> SIGN_FACTOR >> 26)
    return held


cdef inline bint may_hold(int number, uint64_t held) noexcept nogil:
    """Whether a text with these signs may hold a match, which needs some units and one at least of others."""
    return (PATTERNS[number].needed & held) == PATTERNS[number].needed and (PATTERNS[number].wanted & held) != 0


cdef bint match_at(
    int number, const uint32_t* text, int length, uint64_t held, int at, bint is_full, GroupsC* groups
) noexcept nogil:
    """Matches a pattern at a place of the text, whose signs are `held`; the groups are filled where it does."""
    cdef const PatternC* pattern = &PATTERNS[number]
    cdef int slot
    if not may_hold(number, held) or (at < length and not may_begin_match(pattern, text[at])):
        return False
    for slot in range(2 * MAX_GROUPS):
        groups.edges[slot] = -1
    groups.edges[0] = at
    return run_program(pattern.start, text, length, at, is_full, groups)


cdef inline bint has_group(const GroupsC* groups, int group) noexcept nogil:
    """Whether the group took part and is not empty."""
    return groups.edges[2 * group] >= 0 and groups.edges[2 * group + 1] > groups.edges[2 * group]


cdef inline int group_length(const GroupsC* groups, int group) noexcept nogil:
    return groups.edges[2 * group + 1] - groups.edges[2 * group]


cdef inline uint32_t group_unit(const GroupsC* groups, int group, const uint32_t* text) noexcept nogil:
    """The first unit of a group, 0 if it holds none."""
    return text[groups.edges[2 * group]] if has_group(groups, group) else 0


cdef inline int group_number(const GroupsC* groups, int group, const uint32_t* text, int otherwise) noexcept nogil:
    """The number a group of digits says, at most nine of them."""
    cdef int at, number = 0
    if not has_group(groups, group):
        return otherwise
    for at in range(groups.edges[2 * group], groups.edges[2 * group + 1]):
        number = 10 * number + <int> text[at] - 48
    return number


cdef inline int group_word(const WordsC* words, const GroupsC* groups, int group, const uint32_t* text) noexcept nogil:
    """The number of the word a group holds, or MISSING."""
    return word_value(words, text + groups.edges[2 * group], group_length(groups, group))


cdef int substitute(int number, uint32_t* text, int length, int capacity) noexcept nogil:
    """Replaces every match of a pattern in `text` itself; returns the new length, -1 where it outgrows `capacity`."""
    cdef uint32_t[MAX_CLEANED] found
    cdef GroupsC groups
    cdef const PatternC* pattern = &PATTERNS[number]
    cdef int at = 0, kept = 0, end = 0
    if not may_hold(number, signs_of(text, length)):
        return length
    while at < length:
        if not match_at(number, text, length, EVERYTHING, at, False, &groups):
            if PROGRAM[pattern.start] == STEP_BEGIN:
                break
            at += 1
            continue
        end = append(found, end, text + kept, at - kept)
        end = append_replacement(&TEXTS[pattern.replacement], text, &groups, found, end)
        if end < 0:
            return -1
        at = kept = groups.edges[1]
    if kept == 0:
        return length
    end = append(found, end, text + kept, length - kept)
    if end < 0 or end > capacity:
        return -1
    memcpy(text, found, end * sizeof(uint32_t))
    return end


cdef inline int append(uint32_t* out, int end, const uint32_t* text, int length) noexcept nogil:
    if end < 0 or end + length > MAX_CLEANED:
        return -1
    memcpy(out + end, text, length * sizeof(uint32_t))
    return end + length


cdef int append_replacement(
    const int32_t* template, const uint32_t* text, const GroupsC* groups, uint32_t* out, int end
) noexcept nogil:
    cdef int step, start, size
    cdef uint32_t unit
    for step in range(1, template[0] + 1):
        if template[step] < 0:
            start = groups.edges[-2 * template[step]]
            size = groups.edges[-2 * template[step] + 1] - start
            end = append(out, end, text + start, size if start >= 0 else 0)
        else:
            unit = template[step]
            end = append(out, end, &unit, 1)
    return end

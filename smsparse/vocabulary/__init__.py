"""What the resolvers know, as data, and how it becomes constants of their extension. Nothing here is read at run time.

words.py             words and what they mean, patterns          pattern_compiler.py  patterns -> programs
table_writer.py      writes entities/_tables.h
"""

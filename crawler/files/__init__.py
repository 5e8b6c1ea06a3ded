"""Attachments: from the bytes of one file to its words, tables and what the office program wrote about it.

``model`` says what a reading holds; ``read.read_file`` tells the kind by content and calls the reader of that kind;
``bounded.read_bounded`` does so in a child process with limits on time and memory, as every byte here is hostile.
"""

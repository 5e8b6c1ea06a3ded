"""One module a defect: its docstring is its page of the manual, its one function judges one duty.

A module whose name begins with an underscore is shared by checks and judges nothing.
"""

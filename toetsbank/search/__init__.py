"""The search program: does what a run put into a system stand anywhere in the clear?

All of it but ``collect``, which reads the event log of a run, needs Python's standard library only.
"""

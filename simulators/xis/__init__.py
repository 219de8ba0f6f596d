"""The reference XIS: a small, real care information system, the healthy opponent of the bench, and its defects.

A process of its own (``python -m simulators.xis CONFIG.json``) that meets the other simulators over the network only.
"""

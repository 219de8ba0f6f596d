"""HL7v3 as AORTA exchanges it: wrappers, queries, batches, receipts and the ping (transport.md sections 2 and 7)."""

"""Sans-io codecs of the AORTA protocols: bytes in, values out."""

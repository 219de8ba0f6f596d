"""Dutch sentences translated into acts and judgements; one module per domain."""

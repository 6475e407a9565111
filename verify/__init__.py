"""The audit's second opinion: reads record and checkpoints from their description alone, with none of our code."""

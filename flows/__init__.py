"""The flow language: questionnaires as conversations, written in YAML, decided without any I/O."""

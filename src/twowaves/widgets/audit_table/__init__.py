"""The live figure `AuditTable`, and what belongs to it alone."""

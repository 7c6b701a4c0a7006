"""A plan as publications: documents that every format can print, with all computing done."""

"""Files to disk, whole or not at all.

`output` fills a folder with publications, and never over a file that somebody else wrote; `files` writes the files that
a person names.
"""

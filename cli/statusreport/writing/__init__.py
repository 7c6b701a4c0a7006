"""Files to disk, whole or not at all, and never over a file that somebody else wrote.

`output` fills a folder with publications, `files` writes single files.
"""

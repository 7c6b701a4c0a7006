"""`python -m statusreport`."""

from .app import main

main()

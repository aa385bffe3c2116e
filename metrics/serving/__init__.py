"""How Beatboard is served: what it refuses to start with, the guard before every request, health, log, and daily work.

Beside the pages' own room the only one that knows Streamlit and Starlette.
"""

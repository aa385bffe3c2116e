"""Streamlit lives here, in pages/ and in dashboard.py."""

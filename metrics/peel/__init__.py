"""PEEL evidence: the framework's questions as data, and what the force says and shows on each. Knows no Streamlit."""

"""A week of an area or of a sergeant's team as plain values: for the weekly brief, and for a meeting. Knows no Streamlit."""

"""From bytes to accepted rows: guard, read, recognise, parse, check. Knows no database and no Streamlit."""

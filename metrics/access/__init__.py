"""Who is here: the identity of whoever asks, and sign-ins that have ended. Knows no Streamlit and no database."""

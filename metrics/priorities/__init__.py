"""Plan priorities: editions of the Police, Fire and Crime Plan as data, and what of ours is tied to them. Knows no Streamlit."""

"""What leaves Beatboard as files: Word, workbook, pictures, archives. Knows no Streamlit and no database."""

"""The sample force: invented people in invented beats, written as the spreadsheets that a real force exports."""

"""The catalogue as tables, CSV or XLSX: what a spreadsheet can hold of it, there and back."""

"""The office for programs: /api/office/v1/, signed in with a token of `roterfaden.machines`."""

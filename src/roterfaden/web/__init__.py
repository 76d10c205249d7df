"""What all surfaces share: page objects, loaders, middleware. See README.md beside this file."""

"""Every sentence a person reads: gettext and Babel, in the reader's language and zone."""

/// Generates the configuration of an Asterisk: the static files of the dialplan module, and what differs by
/// installation.
@NullMarked
package org.permanence.adapter.configuration;

import org.jspecify.annotations.NullMarked;

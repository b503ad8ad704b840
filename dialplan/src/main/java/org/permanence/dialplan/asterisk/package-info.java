/// Before the first station: writes Asterisk's own half of the flows into the folder that Asterisk reads.
@NullMarked
package org.permanence.dialplan.asterisk;

import org.jspecify.annotations.NullMarked;

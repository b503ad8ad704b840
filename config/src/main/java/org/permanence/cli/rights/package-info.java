/// Commands that show the table of rights.
@NullMarked
package org.permanence.cli.rights;

import org.jspecify.annotations.NullMarked;

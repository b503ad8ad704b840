/// Requests that wait for a second person, in the console.
@NullMarked
package org.permanence.console.approval;

import org.jspecify.annotations.NullMarked;

/// The authority for the certificates of people's devices.
@NullMarked
package org.permanence.console.device;

import org.jspecify.annotations.NullMarked;

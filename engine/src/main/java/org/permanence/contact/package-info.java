/// When and how the engine may call patients: one policy for every outbound call.
@NullMarked
package org.permanence.contact;

import org.jspecify.annotations.NullMarked;

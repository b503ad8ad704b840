/// AMI, Asterisk's event connection, on Netty. [org.permanence.adapter.ami.AmiClient] keeps it up, reports what
/// happens to channels and sends actions.
@NullMarked
package org.permanence.adapter.ami;

import org.jspecify.annotations.NullMarked;

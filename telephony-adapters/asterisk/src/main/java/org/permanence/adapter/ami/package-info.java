/// AMI, Asterisk's event connection, on Netty.
@NullMarked
package org.permanence.adapter.ami;

import org.jspecify.annotations.NullMarked;

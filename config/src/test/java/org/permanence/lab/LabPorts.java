package org.permanence.lab;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import org.permanence.testing.Ports;

/// The addresses and ports of one installation.
///
/// @param phones host and port of the answering phones
record LabPorts(
        Path tree, int sip, int ami, int agi, int management, int console, int audioSocket, int rtp, String phones) {

    static LabPorts choose(AsteriskTree tree, int sip, String phones) {
        var loopback = InetAddress.getLoopbackAddress();
        return new LabPorts(
                tree.root(),
                sip,
                Ports.tcp(loopback),
                Ports.tcp(loopback),
                Ports.tcp(loopback),
                Ports.tcp(loopback),
                Ports.tcp(loopback),
                Ports.rtpBlock(),
                phones);
    }

    /// Where browsers find the console.
    URI consoleOrigin() {
        return URI.create("https://localhost:" + console);
    }

    LabPorts withAmi(int port) {
        return new LabPorts(tree, sip, port, agi, management, console, audioSocket, rtp, phones);
    }
}

package org.permanence.adapter.configuration;

/// A host and a port, as Asterisk's files write them: `127.0.0.1:4573`.
public record Address(String host, int port) {

    public Address {
        ConfValues.host("host", host);
        ConfValues.port("port", port);
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}

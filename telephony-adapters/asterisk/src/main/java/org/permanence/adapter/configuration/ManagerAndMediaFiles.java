package org.permanence.adapter.configuration;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The content of the files that `manager.conf`, `rtp.conf` and `musiconhold.conf` include.
final class ManagerAndMediaFiles {

    private ManagerAndMediaFiles() {}

    /// @param certificate the file with key and certificate for TLS
    static String managerListen(ManagerAccess ami, Path certificate) {
        Address withoutTls = ami.withoutTls();
        String listen = "bindaddr = %s\nport = %d\n".formatted(withoutTls.host(), withoutTls.port());
        if (!ami.tls()) {
            return listen;
        }
        return "; Asterisk cannot listen with TLS alone, so it also listens on this machine's loopback.\n" + listen
                + """
                tlsenable = yes
                tlsbindaddr = %s
                tlscertfile = %s
                """.formatted(ami.address(), certificate);
    }

    /// @throws IllegalArgumentException if AMI is on a network, and an engine's address is a name
    static String managerAccounts(AsteriskNetwork network) {
        String engines = network.ami().isOnANetwork()
                ? network.engines().stream()
                        .map(ManagerAndMediaFiles::permit)
                        .distinct()
                        .collect(Collectors.joining())
                : "";
        return network.ami().accounts().stream()
                .map(account -> """
                        [%s](engine_account)
                        secret = %s
                        permit = 127.0.0.0/255.0.0.0
                        """.formatted(account.user(), account.secret().value()) + engines)
                .collect(Collectors.joining("\n"));
    }

    private static String permit(Address engine) {
        if (!ConfValues.isIpv4(engine.host())) {
            throw new IllegalArgumentException(
                    "engine: " + engine.host() + " (expected: an IPv4 address, which AMI lets in)");
        }
        return "permit = " + engine.host() + "/255.255.255.255\n";
    }

    static String rtpPorts(PortRange rtp) {
        return "rtpstart = %d\nrtpend = %d\n".formatted(rtp.from(), rtp.to());
    }

    static String music(AsteriskModel model) {
        AsteriskPaths paths = model.paths();
        return musicClass(paths.holdMusic())
                + model.languages().stream()
                        .flatMap(language -> Stream.concat(
                                Stream.of(paths.ringing(language)), paths.whileRinging(language).stream()))
                        .map(ManagerAndMediaFiles::musicClass)
                        .collect(Collectors.joining());
    }

    private static String musicClass(Path files) {
        return """
                [%s]
                mode = files
                directory = %s
                sort = alpha
                """.formatted(files.getFileName(), files);
    }
}

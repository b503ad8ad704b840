package org.permanence.adapter.configuration;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The content of the files that `manager.conf`, `rtp.conf` and `musiconhold.conf` include.
final class ManagerAndMediaFiles {

    private ManagerAndMediaFiles() {}

    static String managerListen(ManagerAccess ami) {
        return "bindaddr = %s\nport = %d\n"
                .formatted(ami.address().host(), ami.address().port());
    }

    static String managerAccounts(ManagerAccess ami) {
        return ami.accounts().stream()
                .map(account -> """
                        [%s](engine_account)
                        secret = %s
                        permit = 127.0.0.0/255.0.0.0
                        """.formatted(account.user(), account.secret().value()))
                .collect(Collectors.joining("\n"));
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

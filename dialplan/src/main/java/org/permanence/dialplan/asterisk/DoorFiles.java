package org.permanence.dialplan.asterisk;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What `manager.conf`, `rtp.conf` and `musiconhold.conf` include.
final class DoorFiles {

    private DoorFiles() {}

    static String managerListen(AmiDoor ami) {
        return "bindaddr = %s\nport = %d\n"
                .formatted(ami.address().host(), ami.address().port());
    }

    static String managerAccounts(AmiDoor ami) {
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

    static String music(AsteriskHouse house) {
        Folders folders = house.folders();
        return folder(folders.hold())
                + AsteriskFiles.languages(house).stream()
                        .flatMap(language -> Stream.concat(
                                Stream.of(folders.ringing(language)), folders.whileRinging(language).stream()))
                        .map(DoorFiles::folder)
                        .collect(Collectors.joining());
    }

    private static String folder(Path files) {
        return """
                [%s]
                mode = files
                directory = %s
                sort = alpha
                """.formatted(files.getFileName(), files);
    }
}

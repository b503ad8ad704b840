package org.permanence.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.swagger.v3.parser.OpenAPIV3Parser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `docs/api/openapi.json` is that of the route table. To write it again after a change of the routes:
/// `-Dpermanence.openapi=write`.
class OpenApiDocumentTest {

    private static final Path DOCUMENT = Path.of("../../docs/api/openapi.json");

    private AccountScenario scenario;

    @BeforeEach
    void start(@TempDir Path folder) {
        scenario = new AccountScenario(folder);
    }

    @AfterEach
    void close() throws IOException {
        scenario.close();
    }

    @Test
    void documentIsReadWithoutAMessage() {
        RouteTable routes = scenario.routes.table();

        var read = new OpenAPIV3Parser().readContents(OpenApiDocument.of(routes));

        assertEquals(List.of(), read.getMessages());
        assertEquals("3.1.0", read.getOpenAPI().getOpenapi());
        assertEquals(
                routes.rows().size(),
                read.getOpenAPI().getPaths().values().stream()
                        .mapToInt(path -> path.readOperations().size())
                        .sum());
    }

    @Test
    void documentIsThatOfTheRoutes() throws IOException {
        String document = OpenApiDocument.of(scenario.routes.table());
        if (System.getProperty("permanence.openapi", "").equals("write")) {
            Files.writeString(DOCUMENT, document);
        }

        assertEquals(Files.readString(DOCUMENT), document);
    }
}

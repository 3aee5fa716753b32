// make_pages DIRECTORY: writes every made page into DIRECTORY (docs/).
#include <cstdio>
#include <fstream>

#include "tools/pages.h"

int main(int argc, char** argv) {
    if (argc != 2) {
        std::fputs("usage: make_pages DIRECTORY\n", stderr);
        return 2;
    }
    for (const auto& page : vitrine::pages::all_pages()) {
        const std::string path = std::string{argv[1]} + "/" + page.name;
        std::ofstream file(path, std::ios::binary);
        file << page.text;
        if (!file.flush()) {
            std::fprintf(stderr, "cannot write %s\n", path.c_str());
            return 1;
        }
    }
    return 0;
}

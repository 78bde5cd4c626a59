"""The register on paper and in files: workbooks, notice boards, documents, packages. No Qt here."""

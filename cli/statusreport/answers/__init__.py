"""What a task found, as text for people and programs. A family is one package here, a form one module of it."""

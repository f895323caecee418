resource "aws_api_gateway_domain_name" "shop" {
  domain_name              = "shop.example.com"
  regional_certificate_arn = "arn:aws:acm:eu-west-1:000000000000:certificate/${local.first ? "11111111-1111-4111-8111-111111111111" : "22222222-2222-4222-8222-222222222222"}"
  security_policy          = local.first ? "TLS_1_2" : "TLS_1_0"
  tags                     = local.first ? { of = "shop" } : { of = "shop", revision = "two" }

  endpoint_configuration {
    types = ["REGIONAL"]
  }
}

resource "aws_api_gateway_domain_name" "edge" {
  domain_name     = "edge.example.com"
  certificate_arn = "arn:aws:acm:us-east-1:000000000000:certificate/33333333-3333-4333-8333-333333333333"
}

resource "aws_api_gateway_domain_name" "private" {
  domain_name     = "private.example.com"
  certificate_arn = "arn:aws:acm:eu-west-1:000000000000:certificate/44444444-4444-4444-8444-444444444444"

  endpoint_configuration {
    types = ["PRIVATE"]
  }

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = "*", Action = "execute-api:Invoke", Resource = ["execute-api:/*"] }]
  })
}

resource "aws_api_gateway_domain_name_access_association" "private" {
  access_association_source      = "vpce-1234abcd"
  access_association_source_type = "VPCE"
  domain_name_arn                = aws_api_gateway_domain_name.private.arn
  tags                           = { of = "private" }
}

resource "aws_api_gateway_base_path_mapping" "root" {
  api_id      = aws_api_gateway_rest_api.shop.id
  stage_name  = local.first ? aws_api_gateway_stage.live.stage_name : aws_api_gateway_stage.plain.stage_name
  domain_name = aws_api_gateway_domain_name.shop.domain_name
}

resource "aws_api_gateway_base_path_mapping" "shop" {
  api_id      = local.first ? aws_api_gateway_rest_api.shop.id : aws_api_gateway_rest_api.imported.id
  domain_name = aws_api_gateway_domain_name.shop.domain_name
  base_path   = local.first ? "shop" : "market"
}
